using Amazon.Runtime;

namespace Amazon.IoT;

public class AmazonIoTRequest : AmazonWebServiceRequest;
